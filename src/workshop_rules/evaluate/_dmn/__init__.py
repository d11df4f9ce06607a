"""The dmn dialect: all of FEEL, dynamically typed, over the one syntax tree; unknown and error become null, the reason kept."""
