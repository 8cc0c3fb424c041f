"""What decides in recruitment: facts in, a verdict, an order or a plan out."""
