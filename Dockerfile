# syntax=docker/dockerfile:1
# One image for web, worker, beat and migrate; docker-compose.yml says which it is. See docs/explanation/deployment.md.

# -- front-end files, as published; no script of a package runs --------------------------------------------------
FROM node:22-bookworm-slim AS frontend
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --omit=dev --no-audit --no-fund

# -- Python packages: the only stage with a compiler --------------------------------------------------------------
FROM python:3.11-slim-bookworm AS packages
# Debian keeps one version of a package; the base image fixes the release.
# hadolint ignore=DL3008
RUN apt-get update \
 && apt-get install --yes --no-install-recommends gcc libc6-dev libpq-dev \
 && rm -rf /var/lib/apt/lists/*
RUN python -m venv /opt/venv
COPY requirements/production.txt /build/production.txt
RUN /opt/venv/bin/pip install --no-cache-dir --require-hashes -r /build/production.txt

# -- static files ---------------------------------------------------------------------------------------------------
FROM python:3.11-slim-bookworm AS static
# Debian keeps one version of a package; the base image fixes the release.
# hadolint ignore=DL3008
RUN apt-get update \
 && apt-get install --yes --no-install-recommends libpq5 \
 && rm -rf /var/lib/apt/lists/*
COPY --from=packages /opt/venv /opt/venv
WORKDIR /app
COPY . .
COPY --from=frontend /build/node_modules ./node_modules
# No server and no secret is needed to collect files; settings are checked when something serves.
RUN python -m deploy.local.assets --installed \
 && SECRET_KEY=collects-static-files-only DJANGO_SETTINGS_MODULE=nrm.settings.base STATIC_ROOT=/static \
    /opt/venv/bin/python manage.py collectstatic --no-input

# -- what runs --------------------------------------------------------------------------------------------------------
FROM python:3.11-slim-bookworm AS final
# Debian keeps one version of a package; the base image fixes the release.
# hadolint ignore=DL3008
RUN apt-get update \
 && apt-get install --yes --no-install-recommends libpq5 tini \
 && rm -rf /var/lib/apt/lists/* \
 && groupadd --system --gid 10001 nrm \
 && useradd --system --uid 10001 --gid nrm --no-create-home --shell /usr/sbin/nologin nrm
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    DJANGO_SETTINGS_MODULE=nrm.settings.base \
    STATIC_ROOT=/static
WORKDIR /app
# Owned by root: what runs cannot change its own code. Only /tmp is written, which may be a tmpfs.
COPY --from=packages /opt/venv /opt/venv
COPY --from=static /static /static
COPY . .
USER 10001:10001
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=3 \
  CMD ["python", "-m", "deploy.probe", "web"]
ENTRYPOINT ["/usr/bin/tini", "--"]
CMD ["gunicorn", "--config", "deploy/gunicorn.py", "--no-control-socket", "nrm.wsgi:application"]
