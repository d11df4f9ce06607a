"""The dmn dialect: all of FEEL, dynamically typed, over the one tree; errors become null, the reason kept."""
