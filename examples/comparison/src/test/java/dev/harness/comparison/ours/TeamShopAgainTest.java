package dev.harness.comparison.ours;

/** The same tests with containers of their own. */
class TeamShopAgainTest extends TeamShopTest {}
