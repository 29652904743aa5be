"""From a spreadsheet file to tables of counts: sheets, blocks, layouts, headers, subtotals."""
