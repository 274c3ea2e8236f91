"""MYH's register of qualifications: SeQF level and learning outcomes in three parts."""
