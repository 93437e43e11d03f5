using Hippique.Hosting;
using Hippique.Orchestration.Favourites;
using Hippique.Orchestration.Health;
using Hippique.Racing;
using Hippique.Sources;

namespace Hippique.Doctor;

/// <summary>Whether each source still says something new, and whether its favourites are those of PMU.</summary>
internal static class NewsChecks
{
    public static IReadOnlyList<DoctorCheck> Of(IReadOnlyList<SourceHealth> sources, IReadOnlyList<FavouriteAgreement> favourites) =>
        [.. sources.GroupBy(read => read.Source).Select(Source), .. favourites.Where(agreement => agreement.Races > 0).Select(Favourites)];

    private static DoctorCheck Source(IGrouping<string, SourceHealth> reads)
    {
        var found = string.Join(
            ", ",
            reads.Select(read =>
                read.LastNew is { } news
                    ? Texts.Get("doctor_news_at", Kind(read.Kind), ParisTime.ToParis(news))
                    : Texts.Get("doctor_news_never", Kind(read.Kind))
            )
        );
        var silent = reads.Where(read => read.Silent).Select(read => Kind(read.Kind)).ToList();
        return silent.Count == 0
            ? new($"news_{reads.Key}", CheckState.Ok, Texts.Get("doctor_news", found))
            : new(
                $"news_{reads.Key}",
                CheckState.Warning,
                Texts.Get("doctor_news_silent", string.Join(", ", silent), found),
                Texts.Get("doctor_news_advice", reads.Key.ToUpperInvariant())
            );
    }

    private static DoctorCheck Favourites(FavouriteAgreement agreement)
    {
        var found = Texts.Get("doctor_favourites", agreement.Agreed, agreement.Races, agreement.Share);
        return agreement.IsImplausible
            ? new(
                $"favourites_{agreement.Source}",
                CheckState.Warning,
                found,
                Texts.Get("doctor_favourites_advice", FavouriteAgreement.LeastShare)
            )
            : new($"favourites_{agreement.Source}", CheckState.Ok, found);
    }

    private static string Kind(ReadKind kind) => Texts.Get($"doctor_kind_{kind.ToString().ToLowerInvariant()}");
}
