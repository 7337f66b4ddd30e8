"""A flow on paper: drawn as a graph, and written out as a document to read, sign or fill in.

It must not read or write a file, and must not run a flow.
"""
