"""The screen. Only ``layout``, ``showing``, ``handlers`` and ``app`` know Gradio."""
