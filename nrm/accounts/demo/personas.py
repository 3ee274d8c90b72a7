"""The people of the demonstration, one for each part a person can play. The slugs are names that stay."""

from __future__ import annotations

from dataclasses import dataclass

from nrm.access.roles import Role


@dataclass(frozen=True)
class Persona:
    """One invented person: the slug to sign in as, where they work and as what."""

    slug: str
    name: str
    organisation: str
    role: Role
    team: str = ""

    @property
    def email(self) -> str:
        return f"{self.slug}@demo.example"


PERSONAS: tuple[Persona, ...] = (
    Persona("police-referrer", "Jo Marsh", "derbyshire-police", Role.REFERRER),
    Persona("police-lead", "Sunita Rao", "derbyshire-police", Role.LEAD),
    Persona("other-police-referrer", "Callum Reid", "west-yorkshire-police", Role.REFERRER),
    Persona("council-referrer", "Beth Holroyd", "leeds-council", Role.REFERRER),
    Persona("charity-referrer", "Ngozi Eze", "unseen", Role.REFERRER),
    Persona("border-force-referrer", "Tom Whelan", "border-force", Role.REFERRER),
    Persona("sca-intake", "Priya Nair", "sca", Role.INTAKE, "Team A"),
    Persona("sca-caseworker", "Amara Okafor", "sca", Role.CASEWORKER, "Team A"),
    Persona("sca-second-caseworker", "Daniel Hughes", "sca", Role.SECOND_CASEWORKER, "Team A"),
    Persona("sca-leader", "Ruth Adeyemi", "sca", Role.LEADER),
    Persona("ieca-caseworker", "Martin Field", "ieca", Role.CASEWORKER, "Team 1"),
    Persona("ieca-second-caseworker", "Leila Haddad", "ieca", Role.SECOND_CASEWORKER, "Team 1"),
    Persona("ieca-leader", "Gareth Pugh", "ieca", Role.LEADER, "Team 1"),
    Persona("panel-chair", "Fiona Clarke", "hull-panel", Role.PANEL_CHAIR),
    Persona("contract-manager", "Samuel Osei", "salvation-army", Role.CONTRACT_MANAGER),
    Persona("support-worker", "Maria Lopes", "causeway", Role.SUPPORT_WORKER),
    Persona("other-support-worker", "Kemi Bello", "hestia", Role.SUPPORT_WORKER),
    Persona("support-finance", "Owen Price", "causeway", Role.SUPPORT_FINANCE),
    Persona("council-childrens-services", "Hannah Burke", "leeds-council", Role.CHILDRENS_SERVICES),
    Persona("analyst", "Victor Lindqvist", "analysis-centre", Role.ANALYST),
    Persona("statistician", "Mei Tanaka", "statistics", Role.STATISTICIAN),
    Persona("auditor", "Rosalind Shaw", "audit", Role.AUDITOR),
    Persona("administrator", "Isaac Byrne", "derbyshire-police", Role.ADMINISTRATOR),
    Persona("system-operator", "Alex Petrov", "operations", Role.SYSTEM_OPERATOR),
)
