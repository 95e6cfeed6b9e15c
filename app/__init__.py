"""Shopstat tells an analytics platform what was sold on a date by phone and over the counter.

The rooms, along the flow:

- ``web``         the doors: who asks, what the answer looks like over HTTP, what an error says
- ``cli``         the same house from the command line
- ``platforms``   one file per analytics platform: how it asks, how it wants to be answered
- ``intake``      text becomes sales, with a reason for what does not
- ``statistics``  a question becomes a query, gives rows
- ``accounts``    who may pull, send, operate
- ``ledger``      our own tables and their migrations
- ``shops``       where a shop keeps its sales
- ``database``    engines: read-only sessions, deadlines, pools
- ``sales``       what a sale is: client ID, day, money, channel
- ``traffic``     who waits for whom, who comes too often

Each room may use the rooms below it in this list, never one above or beside it.
"""
