using Hippique.Orchestration.Tasks;
using Hippique.Racing;
using Hippique.Sources;
using Hippique.Sources.Addresses;

namespace Hippique.Api;

/// <summary>One phase of one race to be carried out, as it was asked from outside and found sound.</summary>
public sealed record RunOrder(RaceLink Link, Phase Phase)
{
    /// <summary>The name of the work before the plan says how the race is called; sources seldom number differently.</summary>
    public string CorrelationId => TaskName.Run(new RaceId(Link.Date, Link.Code), Phase);
}

/// <summary>Checks what <c>POST /run</c> and <c>hippique run</c> are given: the address must be of a site that is read, its day the one named, its phase one of the two.</summary>
public sealed class RunOrderReader(IReadOnlyList<CourseHost> hosts, TimeProvider clock)
{
    public ParseResult<RunOrder> Read(string? courseUrl, string? phase, string? date) =>
        CourseLink(courseUrl, date, hosts, clock)
            .Then(link => PhaseText.Parse(phase).Then(look => ParseResult<RunOrder>.Ok(new RunOrder(link, look))));

    /// <summary>The race of an address that comes from outside; its day must be the one named, if one is.</summary>
    internal static ParseResult<RaceLink> CourseLink(string? courseUrl, string? date, IReadOnlyList<CourseHost> hosts, TimeProvider clock)
    {
        var course = CourseUrl.Parse(courseUrl, hosts);
        if (!course.TryGet(out var reference))
            return ParseResult<RaceLink>.Fail(course.Error);
        if (date is not null)
        {
            var day = DayText.Parse(date, clock);
            if (!day.IsOk)
                return ParseResult<RaceLink>.Fail(day.Error);
            if (day.Value != reference.Date)
                return ParseResult<RaceLink>.Fail(
                    $"the course_url is of {reference.Date:yyyy-MM-dd}, the date says {day.Value:yyyy-MM-dd}"
                );
        }
        return ParseResult<RaceLink>.Ok(new RaceLink(reference.Source, reference.Date, reference.Code, courseUrl!.Trim()));
    }
}
