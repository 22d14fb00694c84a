"""Proofs about the whole house that ordinary tests cannot give."""
