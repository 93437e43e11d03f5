using Hippique.Embedded.Postgres;
using Hippique.Orchestration.Artifacts;
using Hippique.Testing.Postgres;

namespace Hippique.Embedded.Tests.Postgres;

public sealed class PostgresLocksTests(SharedPostgres shared) : PostgresTest(shared)
{
    [Fact]
    public async Task Of_many_nodes_one_holds_a_lock()
    {
        var (now, most) = (0, 0);
        PostgresLocks[] nodes = [new(Database("a")), new(Database("b")), new(Database("c"))];

        await Task.WhenAll(
            Enumerable
                .Range(0, 30)
                .Select(async turn =>
                {
                    await using var held = await nodes[turn % nodes.Length].TakeAsync("decision", Token);
                    most = Math.Max(most, Interlocked.Increment(ref now));
                    await held.EnsureHeldAsync(Token);
                    Interlocked.Decrement(ref now);
                })
        );

        most.ShouldBe(1);
    }

    [Fact]
    public async Task Locks_of_other_names_are_free()
    {
        var locks = new PostgresLocks(Database());
        await using var one = await locks.TakeAsync("decision", Token);
        await using var other = await locks.TakeAsync("artifacts", Token);

        await one.EnsureHeldAsync(Token);
        await other.EnsureHeldAsync(Token);
    }

    /// <summary>What the server does to a session that has said nothing for long: its process was stopped.</summary>
    [Fact]
    public async Task A_lock_whose_session_was_ended_is_lost_and_another_node_has_it()
    {
        var stopped = await new PostgresLocks(Database("a")).TakeAsync("decision", Token);
        await Server.AskAsync(
            Address,
            "SELECT count(pg_terminate_backend(pid)) FROM pg_locks WHERE locktype = 'advisory' AND pid <> pg_backend_pid()"
        );

        await using (await new PostgresLocks(Database("b")).TakeAsync("decision", Token))
            await Should.ThrowAsync<ArtifactBusyException>(() => stopped.EnsureHeldAsync(Token));

        await stopped.DisposeAsync();
    }

    [Fact]
    public async Task A_node_that_stands_still_keeps_a_lock_for_seconds_only()
    {
        // It says nothing: the process is stopped.
        var stopped = await new PostgresLocks(Database("a"), TimeSpan.FromMilliseconds(300), Timeout.InfiniteTimeSpan).TakeAsync(
            "decision",
            Token
        );

        await using (await new PostgresLocks(Database("b")).TakeAsync("decision", Token))
            await Should.ThrowAsync<ArtifactBusyException>(() => stopped.EnsureHeldAsync(Token));

        await stopped.DisposeAsync();
    }

    [Fact]
    public async Task A_node_that_works_for_long_keeps_its_lock()
    {
        await using var held = await new PostgresLocks(Database("a"), TimeSpan.FromSeconds(2), TimeSpan.FromMilliseconds(50)).TakeAsync(
            "decision",
            Token
        );

        // The other one waits for longer than a holder may be silent.
        await Should.ThrowAsync<ArtifactBusyException>(() =>
            new PostgresLocks(Database("b", lockWait: TimeSpan.FromSeconds(3))).TakeAsync("decision", Token)
        );

        await held.EnsureHeldAsync(Token);
    }

    /// <summary>A node that stood still past its lock leaves what another one has written meanwhile.</summary>
    [Fact]
    public async Task A_node_that_lost_the_folders_lock_replaces_nothing()
    {
        var folder = Directory.CreateTempSubdirectory("hippique-shared-").FullName;
        try
        {
            using var other = new DiskArtifactStore(folder, durable: false, new PostgresLocks(Database("b")));
            await other.PutIfAbsentAsync("2026-03-14/plan.json", "first"u8.ToArray(), Token);
            var seen = (await other.GetAsync("2026-03-14/plan.json", Token))!.Version;
            using var one = new DiskArtifactStore(folder, durable: false, new LosingLocks(new PostgresLocks(Database("a")), Lose));

            await Should.ThrowAsync<ArtifactBusyException>(() =>
                one.PutIfUnchangedAsync("2026-03-14/plan.json", "mine"u8.ToArray(), seen, Token)
            );

            (await one.GetAsync("2026-03-14/plan.json", Token))!.Content.ToArray().ShouldBe("theirs"u8.ToArray());
            Directory.GetFiles(Path.Combine(folder, "2026-03-14")).Length.ShouldBe(1);

            async Task Lose()
            {
                await Server.AskAsync(Address, "SELECT count(pg_terminate_backend(pid)) FROM pg_locks WHERE locktype = 'advisory'");
                await other.PutIfUnchangedAsync("2026-03-14/plan.json", "theirs"u8.ToArray(), seen, Token);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The process stands still once it is about to write, and goes on when others have written.</summary>
    private sealed class LosingLocks(IInstallationLocks locks, Func<Task> lose) : IInstallationLocks
    {
        public async Task<IInstallationLock> TakeAsync(string name, CancellationToken cancellationToken) =>
            new Losing(await locks.TakeAsync(name, cancellationToken), lose);

        private sealed class Losing(IInstallationLock held, Func<Task> lose) : IInstallationLock
        {
            public async Task EnsureHeldAsync(CancellationToken cancellationToken)
            {
                await lose();
                await held.EnsureHeldAsync(cancellationToken);
            }

            public ValueTask DisposeAsync() => held.DisposeAsync();
        }
    }
}
