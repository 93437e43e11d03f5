using Hippique.Embedded.Postgres;
using Hippique.Embedded.Storage;
using Hippique.Hosting.Settings;
using Hippique.Rehearsal;

namespace Hippique.Tests.Rehearsal;

/// <summary>What a rehearsal by several services has in the database, and how the verbs find it.</summary>
public sealed class RehearsalDatabaseTests : IDisposable
{
    private readonly string _below = Directory.CreateTempSubdirectory("hippique-rehearsals-").FullName;

    public void Dispose() => Directory.Delete(_below, recursive: true);

    [Fact]
    public void It_has_a_schema_of_its_own_and_each_service_a_folder_of_its_own()
    {
        var settings = RehearsalComposition.Settings(Own("b"), Shared(), "/rehearsed");
        settings.Postgres!.Schema.ShouldBe("rehearsal_2031_05_04_4f0c");
        settings.Postgres.Place.ShouldBe("db.example:5432/hippique (rehearsal_2031_05_04_4f0c)");
        settings.Data.OwnFolder.ShouldBe("/rehearsed/nodes/b");
        RehearsalComposition.Queue(settings, 60).Postgres.ShouldBe(settings.Postgres);
    }

    [Fact]
    public void One_that_was_begun_by_one_service_stays_its_own()
    {
        var settings = RehearsalComposition.Settings(Own("b"), InventedAnchor.Of("day"), "/rehearsed");
        (settings.Postgres, settings.Data.OwnFolder).ShouldBe((null, "/rehearsed"));
    }

    [Theory]
    [InlineData(1, 15, 5)]
    [InlineData(20, 40, 20)]
    [InlineData(60, 120, 60)]
    [InlineData(100, 120, 100)]
    [InlineData(300, 300, 300)]
    public void A_lease_holds_two_real_seconds_and_half_of_what_H5_may_be_late_at_most_unless_that_is_less_than_one(
        double speed,
        double lease,
        double checkin
    )
    {
        var options = RehearsalDatabase.Of(Own("a").Postgres, Shared() with { Speed = speed })!;
        (options.Lease, options.CheckinEvery).ShouldBe((TimeSpan.FromSeconds(lease), TimeSpan.FromSeconds(checkin)));
    }

    [Fact]
    public void A_verb_on_its_folder_means_its_tables_and_never_those_of_the_installation()
    {
        var folder = Path.Combine(_below, "several");
        Shared().TryWrite(folder);
        RehearsalDatabase.In(Own("a", folder)).Postgres!.Schema.ShouldBe("rehearsal_2031_05_04_4f0c");

        var single = Path.Combine(_below, "single");
        InventedAnchor.Of("day").TryWrite(single);
        var settings = RehearsalDatabase.In(Own("a", single));
        (settings.Postgres, settings.Data.OwnFolder).ShouldBe((null, single));

        RehearsalDatabase.In(Own("a", _below)).Postgres!.Schema.ShouldBeNull();
    }

    [Fact]
    public void The_same_command_joins_one_that_any_of_its_services_holds()
    {
        var folder = Path.Combine(_below, "rehearsal-2031-05-04");
        var anchor = Shared();
        anchor.TryWrite(folder);
        var order = new RehearsalOrder { Day = anchor.Day };

        // Begun, and nobody has come so far as to hold it.
        Find(order).ShouldBe(folder);
        using (DataFolderLock.TryTake(Node("a")))
        {
            DataFolderLock.TryTake(Node("b"))!.Dispose();
            Find(order).ShouldBe(folder);
            RehearsalNodes.FindRunning(folder, Node("b")).ShouldBe(Node("a"));
        }
        Find(order).ShouldBeNull();
        RehearsalNodes.FindRunning(folder, Node("b")).ShouldBeNull();
        File.WriteAllText(Path.Combine(Node("b"), "serve.lock"), "held");
        Find(order).ShouldBe(folder);
        RehearsalFolder.FindOpen(_below, order).ShouldBeNull();

        string Node(string name) => Path.Combine(folder, "nodes", name);
    }

    private string? Find(RehearsalOrder order) => RehearsalFolder.FindOpen(_below, order, shared: true)?.Folder;

    private static RehearsalAnchor Shared()
    {
        var anchor = InventedAnchor.Of("day");
        return anchor with { DatabaseSchema = RehearsalDatabase.SchemaOf(anchor.Date, anchor.Id) };
    }

    private static HippiqueSettings Own(string node, string folder = "data") =>
        SettingsReader.Read(
            new Dictionary<string, string>
            {
                ["QUEUE"] = "postgres",
                ["DATABASE_URL"] = DatabaseAddress.Example,
                ["NODE_NAME"] = node,
                ["DATA_DIR"] = folder,
            },
            "/home"
        );
}
