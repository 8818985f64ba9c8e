"""Setting words side by side: two texts, two sources, two answers. Marks, and never a judgement."""
