"""Import and export of logs. A file goes through `import_file` and `import_plan`, an export through `export`."""
