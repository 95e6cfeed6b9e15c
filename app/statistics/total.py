"""A total: what one client bought, added up; and what reads each of its fields."""

from operator import itemgetter

# Client ID, sales, revenue and gross profit in minor units.
Total = tuple[str, int, int, int]

CLIENT_ID, SALES, REVENUE, GROSS_PROFIT = map(itemgetter, range(4))
