"""The language model: from a name, asked with versioned prompts; LangChain stays behind this fence."""
