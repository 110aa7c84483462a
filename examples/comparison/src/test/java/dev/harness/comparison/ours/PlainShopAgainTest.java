package dev.harness.comparison.ours;

/** The same tests with containers of their own. */
class PlainShopAgainTest extends PlainShopTest {}
