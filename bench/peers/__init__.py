"""The same eight questions in other libraries, to be measured beside ours.

They must not be imported by anything but their own servers.
"""
