"""What MYH decided on applications to give YH educations, and the rounds that followed."""
