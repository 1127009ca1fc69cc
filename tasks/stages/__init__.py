"""Steps that move the stages of a campaign along: begin, wait, end, and what is due."""
