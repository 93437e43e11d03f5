using Hippique.Embedded.Storage;
using Hippique.Racing;
using Hippique.Rehearsal;

namespace Hippique.Tests.Rehearsal;

/// <summary>Where a rehearsal lies, and which command goes on with it.</summary>
public sealed class RehearsalFolderTests : IDisposable
{
    private readonly string _below = Directory.CreateTempSubdirectory("hippique-rehearsals-").FullName;
    private string Day => Path.Combine(_below, "day.jsonl.gz");
    private string First => Path.Combine(_below, "rehearsal-2031-05-04");

    public void Dispose() => Directory.Delete(_below, recursive: true);

    [Fact]
    public void A_new_one_takes_the_first_free_number()
    {
        RehearsalFolder.Free(_below, InventedAnchor.Date).ShouldBe(First);
        Directory.CreateDirectory(First);
        RehearsalFolder.Free(_below, InventedAnchor.Date).ShouldBe(First + "-2");
        Directory.CreateDirectory(First + "-2");
        RehearsalFolder.Free(_below, InventedAnchor.Date).ShouldBe(First + "-3");
    }

    [Fact]
    public void The_same_command_goes_on_in_one_that_was_killed_while_its_day_lasted()
    {
        RehearsalFolder.FindOpen(_below, Order()).ShouldBeNull();
        Killed(InventedAnchor.Of(Day), First);
        RehearsalFolder.FindOpen(_below, Order()).ShouldNotBeNull().Folder.ShouldBe(First);
        RehearsalFolder
            .FindOpen(_below, Order() with { Speed = 60, At = "12:00", Pool = Pool.PmuNational })
            .ShouldNotBeNull()
            .Folder.ShouldBe(First);
    }

    [Fact]
    public void One_that_was_stopped_is_left_as_it_is()
    {
        InventedAnchor.Of(Day).TryWrite(First).ShouldBeTrue();
        DataFolderLock.TryTake(First)!.Dispose();
        RehearsalFolder.FindOpen(_below, Order()).ShouldBeNull();
    }

    [Fact]
    public void Another_speed_start_pool_or_day_is_another_rehearsal()
    {
        Killed(InventedAnchor.Of(Day), First);
        RehearsalOrder[] others =
        [
            Order() with
            {
                Speed = 61,
            },
            Order() with
            {
                At = "12:01",
            },
            Order() with
            {
                Pool = Pool.ZEturf,
            },
            Order() with
            {
                Day = Day + ".other",
            },
        ];
        others.ShouldAllBe(order => RehearsalFolder.FindOpen(_below, order) == null);
    }

    [Fact]
    public void One_whose_day_is_over_or_whose_machine_was_restarted_is_left_alone()
    {
        Killed(InventedAnchor.Of(Day) with { StartedAt = MachineTime.Now - 3600 * MachineTime.Frequency }, First);
        Killed(InventedAnchor.Of(Day) with { Boot = "another" }, First + "-2");
        Killed(InventedAnchor.Of(Day) with { StartedAt = MachineTime.Now + 3600 * MachineTime.Frequency }, First + "-3");
        RehearsalFolder.FindOpen(_below, Order()).ShouldBeNull();
    }

    [Fact]
    public void The_day_that_is_meant_where_none_is_named_is_the_rehearsed_one()
    {
        RehearsalFolder.TextOfDay(First).ShouldBe("today");
        InventedAnchor.Of(Day).TryWrite(First);
        RehearsalFolder.TextOfDay(First).ShouldBe("2031-05-04");
    }

    [Theory]
    [InlineData(-3, "2031-05-04")]
    [InlineData(0, "2031-05-04")]
    [InlineData(1, "2031-05-05")]
    [InlineData(2, "2031-05-06")]
    [InlineData(9, "2031-05-06")]
    public void Of_several_days_it_is_that_of_the_clock_or_the_nearest(int days, string expected)
    {
        var start = InventedAnchor.Of(Day).Start.AddDays(days);
        (InventedAnchor.Of(Day) with { Start = start, LastDate = new DateOnly(2031, 5, 6) }).TryWrite(First);
        RehearsalFolder.TextOfDay(First).ShouldBe(expected);
    }

    [Fact]
    public void Of_several_days_it_goes_on_until_the_last_is_over()
    {
        var late = InventedAnchor.Of(Day) with { StartedAt = MachineTime.Now - 3600 * MachineTime.Frequency };
        Killed(late with { LastDate = new DateOnly(2031, 5, 6) }, First);
        Killed(late with { LastDate = new DateOnly(2031, 5, 5) }, First + "-2");
        RehearsalFolder.FindOpen(_below, Order()).ShouldNotBeNull().Folder.ShouldBe(First);
    }

    /// <summary>As a killed process leaves the folder.</summary>
    private static void Killed(RehearsalAnchor anchor, string folder)
    {
        anchor.TryWrite(folder).ShouldBeTrue();
        File.WriteAllText(Path.Combine(folder, "serve.lock"), "held");
    }

    private RehearsalOrder Order() => new() { Day = Day };
}
