using Hippique.Embedded.Nodes;
using Hippique.Embedded.Postgres;
using Hippique.Embedded.Tests.Postgres;
using Hippique.Testing;
using Hippique.Testing.Chaos;
using Hippique.Testing.Postgres;

namespace Hippique.Embedded.Tests.Nodes;

/// <summary>Nodes that talk over a real server. No test rests on how long anything takes.</summary>
public sealed class NodeChannelTests(SharedPostgres shared) : PostgresTest(shared)
{
    private const string Listeners = "application_name LIKE '% events' AND pid <> pg_backend_pid() AND datname = current_database()";

    [Fact]
    public async Task What_a_node_says_is_heard_by_the_others_in_its_order_and_not_by_itself()
    {
        await using var one = await Talking.StartAsync(Options("one"));
        await using var two = await Talking.StartAsync(Options("two"));
        await using var three = await Talking.StartAsync(Options("three"));

        string[] said = [.. Enumerable.Range(0, 300).Select(number => $"the same, or number {number / 2}")];
        foreach (var text in said)
            one.Channel.Say(text);
        two.Channel.Say("an answer");

        await BoundedWait.UntilAsync(() => three.Heard.Count == said.Length + 1 && two.Heard.Count == said.Length);
        await BoundedWait.UntilAsync(() => one.Heard.Count == 1);
        three.Heard.Where(text => text != "an answer").ShouldBe(said);
        two.Heard.ShouldBe(said);
        one.Heard.ShouldBe(["an answer"]);
    }

    [Fact]
    public async Task After_its_session_was_ended_a_node_is_told_that_it_may_have_missed_something_and_hears_again()
    {
        await using var one = await Talking.StartAsync(Options("one"));
        await using var two = await Talking.StartAsync(Options("two"));
        var told = two.Missed;

        (await Server.AskAsync(Address, $"SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE {Listeners}")).ShouldBe("2");

        await BoundedWait.UntilAsync(() => two.Missed > told && two.Channel.IsConnected && one.Channel.IsConnected);
        one.Channel.Say("again");
        await BoundedWait.UntilAsync(() => two.Heard.Count == 1);
        two.Log.Warnings.ShouldHaveSingleItem().ShouldContain("pages look again every few seconds");
        two.Log.Lines.ShouldContain("the events of the other nodes are heard again");
    }

    [Fact]
    public async Task Whoever_speaks_while_the_database_is_away_waits_for_nothing_and_the_others_are_told_what_they_may_have_missed()
    {
        var server = new Uri(Address);
        using var link = new SeverableLink(server.Port);
        var cutOff = Options("one") with
        {
            Database = DatabaseAddress.Parse(Address.Replace($":{server.Port}/", $":{link.Port}/", StringComparison.Ordinal)).Value,
        };
        await using var one = await Talking.StartAsync(cutOff);
        await using var two = await Talking.StartAsync(Options("two"));
        link.Cut();
        await BoundedWait.UntilAsync(() => !one.Channel.IsConnected);
        var told = two.Missed;

        // More than is kept. It returns although nothing can be sent before the link is mended, which is done after it.
        for (var number = 0; number < 5_000; number++)
            one.Channel.Say($"number {number}");
        link.Mend();

        await BoundedWait.UntilAsync(() => two.Missed > told && two.Heard.Contains("number 4999"));
        await BoundedWait.UntilAsync(() => one.Channel.IsConnected);
        two.Heard.Distinct().Count().ShouldBe(two.Heard.Count);
        one.Log.Warnings.Count.ShouldBe(1);
    }

    [Fact]
    public async Task While_nothing_can_be_heard_the_listener_is_reminded()
    {
        var server = new Uri(Address);
        using var link = new SeverableLink(server.Port);
        link.Cut();
        var cutOff = Options("one") with
        {
            Database = DatabaseAddress.Parse(Address.Replace($":{server.Port}/", $":{link.Port}/", StringComparison.Ordinal)).Value,
        };

        await using var one = new Talking(cutOff, new NodeChannelOptions { ReminderEvery = TimeSpan.FromMilliseconds(20) });
        await one.Channel.StartAsync(Token);

        await BoundedWait.UntilAsync(() => one.Missed >= 3);
        one.Channel.IsConnected.ShouldBeFalse();
        one.Log.Warnings.Count.ShouldBe(1);
    }

    /// <summary>As behind a pooler in transaction mode, where no greeting comes back; here none is sent, since the one connection of the pool is taken.</summary>
    [Fact]
    public async Task A_session_that_does_not_hear_its_own_node_is_given_up_for_another_one()
    {
        var server = new Uri(Address);
        var pairs = $"Host=127.0.0.1;Port={server.Port};Database={server.AbsolutePath[1..]};Username=postgres;Maximum Pool Size=1";
        var options = Options("one") with { Database = DatabaseAddress.Parse(pairs).Value };
        await using var one = new Talking(options, new NodeChannelOptions { GreetingWithin = TimeSpan.FromMilliseconds(50) });
        var taken = await one.Database.Source.OpenConnectionAsync(Token);
        await one.Channel.StartAsync(Token);
        string? first = null;

        await BoundedWait.UntilAsync(async () => await SessionAsync() is { Length: > 0 } session && (first ??= session) != session);

        one.Channel.IsConnected.ShouldBeFalse();
        one.Log.Warnings.Count.ShouldBe(1);
        await taken.DisposeAsync();
        await BoundedWait.UntilAsync(() => one.Channel.IsConnected);

        Task<string> SessionAsync() => Server.AskAsync(Address, $"SELECT max(pid) FROM pg_stat_activity WHERE {Listeners}");
    }

    [Fact]
    public async Task Whether_notifications_come_back_can_be_asked_and_disturbs_nobody()
    {
        await using var one = await Talking.StartAsync(Options("one"));
        var told = one.Missed;

        (await NodeChannel.IsHeardAsync(Database("asks"), BoundedWait.Longest, Token)).ShouldBeTrue();

        await using var two = await Talking.StartAsync(Options("two"));
        two.Channel.Say("after it");
        await BoundedWait.UntilAsync(() => one.Heard.Count == 1);
        one.Missed.ShouldBe(told);
    }

    [Fact]
    public async Task Installations_of_one_server_do_not_hear_each_other()
    {
        var first = Options("one") with { Schema = "first" };
        await using var one = await Talking.StartAsync(first);
        await using var near = await Talking.StartAsync(first with { Node = NodeIdentity.New("near", "9.9.9") });
        await using var otherSchema = await Talking.StartAsync(Options("schema") with { Schema = "second" });
        await using var otherDatabase = await Talking.StartAsync(
            Options("database") with
            {
                Schema = "first",
                Database = DatabaseAddress.Parse(await Server.NewDatabaseAsync()).Value,
            }
        );

        one.Channel.Say("to mine");
        otherSchema.Channel.Say("to mine");
        otherDatabase.Channel.Say("to mine");
        await BoundedWait.UntilAsync(() => near.Heard.Count == 1);

        // What is said after it is heard after it: what was not heard by then never will be.
        await HearsLastAsync(otherSchema);
        await HearsLastAsync(otherDatabase);
        near.Heard.ShouldBe(["to mine"]);

        static async Task HearsLastAsync(Talking talking)
        {
            await using var near = await Talking.StartAsync(talking.Options with { Node = NodeIdentity.New("last", "9.9.9") });
            near.Channel.Say("last");
            await BoundedWait.UntilAsync(() => talking.Heard.Count > 0);
            talking.Heard.ShouldBe(["last"]);
        }
    }

    [Fact]
    public async Task What_another_version_says_is_something_that_may_have_been_missed()
    {
        await using var one = await Talking.StartAsync(Options("one"));
        var told = one.Missed;

        await Server.AskAsync(Address, "SELECT pg_notify('hippique_' || md5(current_schema()), 'of another version')");

        await BoundedWait.UntilAsync(() => one.Missed > told);
        one.Heard.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_last_words_of_a_node_that_stops_are_heard_and_its_session_ends()
    {
        await using var stays = await Talking.StartAsync(Options("stays"));
        var stops = await Talking.StartAsync(Options("stops"));

        stops.Channel.Say("last words");
        await stops.DisposeAsync();

        await BoundedWait.UntilAsync(() => stays.Heard.Count == 1);
        await BoundedWait.UntilAsync(async () =>
            await Server.AskAsync(Address, $"SELECT count(*) FROM pg_stat_activity WHERE {Listeners}") == "1"
        );
        stops.Channel.IsConnected.ShouldBeFalse();
    }
}
