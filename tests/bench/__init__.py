"""What a case costs, beside baselines measured in the same run. Nothing here is a test."""
