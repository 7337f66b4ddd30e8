"""Measures the app side by side with the least that Flask can do, and prints the figures as ratios.

It must not touch a person's data, write anything that stays, or speak to another machine.
"""
