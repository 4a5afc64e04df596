"""Sentence vectors from the 4-bit multilingual-e5-small weights. Importing `engine` loads onnxruntime; the
rest is light.
"""
