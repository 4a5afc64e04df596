"""The roadmap: the gaps of an edition, the steps that answer them, and what became of the gaps of the edition before."""
