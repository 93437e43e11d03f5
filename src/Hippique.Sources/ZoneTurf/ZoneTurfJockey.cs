using System.Diagnostics;
using System.Text.RegularExpressions;
using Hippique.Racing;

namespace Hippique.Sources.ZoneTurf;

/// <summary>A jockey's page of zone-turf.fr. Not yet seen on a page that is certainly the site's own; it fails by name where its lines are others.</summary>
public static partial class ZoneTurfJockey
{
    /// <summary>Starts and wins of the career, as the page counts them; refused where either is missing or they contradict each other.</summary>
    public static SourceAnswer<JockeyStatistics> Read(string html, string where) =>
        ZoneTurfFields.Read(html, where, Heading(), "a jockey") switch
        {
            SourceAnswer<(ZoneTurfFields Fields, string Name)>.Found found => Read(found.Value.Fields, found.Value.Name, where),
            SourceAnswer<(ZoneTurfFields Fields, string Name)>.Refused refused => new SourceAnswer<JockeyStatistics>.Refused(refused.Error),
            _ => throw new UnreachableException(),
        };

    private static SourceAnswer<JockeyStatistics> Read(ZoneTurfFields fields, string name, string where)
    {
        using var page = fields.Page;
        if (fields.Count("Courses courues") is not { } starts)
            return Refuse(where, Problem.Of($"Courses courues (career starts)"));
        if (fields.Count("Nb de victoires") is not { } wins)
            return Refuse(where, Problem.Of($"Nb de victoires (career wins)"));
        if (wins > starts)
            return Refuse(where, Problem.Of($"{wins} wins in {starts} starts contradict each other"));
        return new SourceAnswer<JockeyStatistics>.Found(
            new JockeyStatistics
            {
                Name = name,
                Starts = starts,
                Wins = wins,
                Places = fields.Count("Nb de places"),
            }
        );
    }

    private static SourceAnswer<JockeyStatistics> Refuse(string where, Problem missing) =>
        new SourceAnswer<JockeyStatistics>.Refused(new SourceError(SourceErrorKind.Changed, ZoneTurfSite.Name, where, missing));

    [GeneratedRegex(@"^Fiche (?:jockey|driver|entraîneur) de (.+)\z", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Heading();
}
