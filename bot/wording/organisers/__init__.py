"""What organisers read and do beside rounds: people, invitations, messages that did not arrive."""
