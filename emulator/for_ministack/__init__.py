"""What ministack lacks or answers otherwise than AWS: one file a subject.

Importing a file puts its functions in the place of ministack's own. They reach into private
functions, so ministack's version is pinned in requirements-ministack.txt. What each one repairs
would otherwise look like a defect of the project, or hide one.
"""
