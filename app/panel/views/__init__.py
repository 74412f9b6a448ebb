"""The panel's pages, a module for each matter. Each takes the request apart, asks the scope check, and fills a template."""
