package dev.harness.comparison.theirs;

/** The same tests with containers of their own. */
class ConnectedShopAgainTest extends ConnectedShopTest {}
