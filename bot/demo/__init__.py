"""The invented networks of the playground, and what their people do by themselves."""
