using System.Text.RegularExpressions;
using Hippique.GoogleCloud.Wakes;

namespace Hippique.GoogleCloud.Tests.Wakes;

public sealed partial class WakeIdTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 14, 13, 55, 20, TimeSpan.Zero);

    [Fact]
    public void Of_ItsOwnInstant_IsAHashAndTheName() => WakeId.Of("run-20260314-r1c1-h5").ShouldMatch("^[0-9a-f]{8}-run-20260314-r1c1-h5$");

    [Fact]
    public void Of_AnotherInstant_CarriesIt()
    {
        WakeId.Of("run-20260314-r1c1-h5", At).ShouldEndWith("-run-20260314-r1c1-h5_20260314T135520Z");
        WakeId.Of("run-20260314-r1c1-h5", At.AddMilliseconds(7), 3).ShouldEndWith("_20260314T135520007Z_n3");
    }

    [Theory]
    [InlineData(null, 1)]
    [InlineData(null, 2)]
    [InlineData(0, 1)]
    [InlineData(7, 20)]
    public void Read_WhatOfMakes_GivesItBack(int? milliseconds, int time)
    {
        var at = milliseconds is { } more ? At.AddMilliseconds(more) : (DateTimeOffset?)null;
        var id = WakeId.Of("plan-20260314-start-093112", at, time);

        IdPattern().IsMatch(id).ShouldBeTrue("Cloud Tasks and Cloud Scheduler allow letters, digits, hyphens and underscores");
        WakeId.Read(id).ShouldBe(new Wake("plan-20260314-start-093112", at));
    }

    [Theory]
    [InlineData("")]
    [InlineData("somebody-elses")]
    [InlineData("run-20260314-r1c1-h5")]
    [InlineData("00000000-run-20260314-r1c1-h5")]
    [InlineData("hippique-daily-planning")]
    public void Read_AnotherName_IsNone(string id) => WakeId.Read(id).ShouldBeNull();

    [Fact]
    public void Read_MoreThanAnInstantAndANumber_IsNone()
    {
        var id = WakeId.Of("run-20260314-r1c1-h5");
        string[] others = [id + "_", id + "_n1", id + "_n", id + "_nx", id + "_20260314T135520Z_", id + "_n2_n2", id + "_20261314T135520Z"];

        others.ShouldAllBe(other => WakeId.Read(other) == null);
    }

    /// <summary>Names of one day would all lie side by side.</summary>
    [Fact]
    public void Of_ADaysNames_BeginInEveryWay()
    {
        var firsts = Enumerable.Range(1, 160).Select(race => WakeId.Of($"run-20260314-r1c{race}-h5")[0]).ToHashSet();

        firsts.Count.ShouldBe(16);
    }

    [Theory]
    [InlineData("")]
    [InlineData("run_1")]
    [InlineData("run/1")]
    public void Of_NoTask_IsRefused(string task) => Should.Throw<ArgumentException>(() => WakeId.Of(task));

    [GeneratedRegex("^[A-Za-z0-9_-]{1,500}$")]
    private static partial Regex IdPattern();
}
