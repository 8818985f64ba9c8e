"""What a page says of itself: `details.suggested` is the face of it. An editor confirms each."""
