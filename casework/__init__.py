"""The domain of Sahayatri: one room for each noun."""
