from applicants.models.application import Application
from applicants.models.enterprise import Enterprise
from applicants.models.papers import Paper
from applicants.models.people import Applicant
from applicants.models.project import Project, ProjectMember
from applicants.models.reference import LegalForm, Municipality

__all__ = [
    "Applicant",
    "Application",
    "Enterprise",
    "LegalForm",
    "Municipality",
    "Paper",
    "Project",
    "ProjectMember",
]
