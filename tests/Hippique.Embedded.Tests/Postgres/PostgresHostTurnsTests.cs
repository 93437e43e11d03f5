using CsCheck;
using Hippique.Embedded.Postgres;
using Hippique.Sources.Http;
using Hippique.Testing.Postgres;
using Microsoft.Extensions.Time.Testing;

namespace Hippique.Embedded.Tests.Postgres;

public sealed class PostgresHostTurnsTests(SharedPostgres shared) : PostgresTest(shared)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 14, 12, 0, 0, TimeSpan.Zero));

    /// <summary>Three nodes ask one site in any order, some of them late and some dying with their claim: whatever was sent kept its distance.</summary>
    [Fact]
    public async Task Requests_of_several_nodes_keep_their_distance_in_any_order()
    {
        PostgresHostTurns[] nodes = [Turns("a"), Turns("b"), Turns("c")];
        var run = 0;
        await Gen.Select(Gen.Int[0, 2], Gen.Int[0, 700], Gen.Int[0, 9])
            .Array[40]
            .SampleAsync(
                async steps =>
                {
                    var host = $"site-{Interlocked.Increment(ref run)}.example";
                    DateTimeOffset? last = null;
                    foreach (var (node, passes, fate) in steps)
                    {
                        _clock.Advance(TimeSpan.FromMilliseconds(passes));
                        if (await nodes[node].ClaimAsync(host, Second, Token) is not HostClaim.Granted claim)
                            continue;
                        // Of ten one dies before it sends, and one gives back.
                        if (fate == 0)
                            continue;
                        if (fate == 1)
                        {
                            await nodes[node].GiveBackAsync(host, claim);
                            continue;
                        }
                        _clock.Advance(TimeSpan.FromMilliseconds(fate));
                        var now = _clock.GetUtcNow();
                        if (last is { } before)
                            (now - before).ShouldBeGreaterThanOrEqualTo(Second);
                        last = now;
                        await nodes[node].SentAsync(host, claim, Second);
                    }
                },
                iter: 10,
                threads: 1
            );
    }

    [Fact]
    public async Task A_node_that_dies_with_its_claim_costs_the_others_seconds()
    {
        await Turns("a").ClaimAsync("site.example", Second, Token);

        var wait = (await Turns("b").ClaimAsync("site.example", Second, Token)).ShouldBeOfType<HostClaim.Wait>();
        wait.For.ShouldBe(TimeSpan.FromSeconds(6));
        _clock.Advance(wait.For);

        (await Turns("b").ClaimAsync("site.example", Second, Token)).ShouldBeOfType<HostClaim.Granted>();
    }

    [Fact]
    public async Task An_instant_of_a_clock_that_was_ahead_keeps_nobody_waiting()
    {
        var ahead = new FakeTimeProvider(_clock.GetUtcNow().AddHours(1));
        await new PostgresHostTurns(Database("a"), ahead).ClaimAsync("site.example", Second, Token);

        (await Turns("b").ClaimAsync("site.example", Second, Token)).ShouldBeOfType<HostClaim.Granted>();
    }

    [Fact]
    public async Task On_the_machines_clock_that_of_the_database_counts()
    {
        var turns = new PostgresHostTurns(Database(), TimeProvider.System);
        var claim = (await turns.ClaimAsync("site.example", Second, Token)).ShouldBeOfType<HostClaim.Granted>();
        await turns.SentAsync("site.example", claim, TimeSpan.FromMinutes(1));

        (await turns.ClaimAsync("site.example", Second, Token))
            .ShouldBeOfType<HostClaim.Wait>()
            .For.ShouldBeInRange(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
    }

    private PostgresHostTurns Turns(string node) => new(Database(node), _clock);
}
