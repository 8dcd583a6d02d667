"""What is done with refunds, one verb a file; and the simulated payment provider."""
