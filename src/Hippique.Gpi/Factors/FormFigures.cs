using Hippique.Racing;

namespace Hippique.Gpi.Factors;

/// <summary>What the factors read in a musique: the last performances of the family of the race. Incidents are runs without a place.</summary>
public sealed record FormFigures
{
    /// <summary>Runs that count, incidents included.</summary>
    public required int Runs { get; init; }
    public required int FirstThree { get; init; }
    public required int FourthOrFifth { get; init; }

    /// <summary>Mean of the places; 10 if there is none.</summary>
    public required double MeanPlace { get; init; }

    /// <summary>Highest place less lowest; 0 with fewer than two.</summary>
    public required int Spread { get; init; }
    public required bool AnyDisqualified { get; init; }

    /// <summary>The latest place and the one before it; null after an incident or without such a run.</summary>
    public required int? Last { get; init; }
    public required int? SecondLast { get; init; }

    /// <summary>Mean of the places in the last three runs; null if none of them has one.</summary>
    public required double? MeanOfLastThree { get; init; }
    public double FirstThreeShare => Runs == 0 ? 0 : (double)FirstThree / Runs;

    /// <summary>Null if no performance counts.</summary>
    /// <param name="form">The musique.</param>
    /// <param name="family">That of the race; if it is unknown every performance counts. So does a performance whose letter the source lost.</param>
    /// <param name="performances">How many of the latest count.</param>
    public static FormFigures? Of(Form form, DisciplineFamily family, int performances)
    {
        int runs = 0,
            firstThree = 0,
            near = 0,
            places = 0,
            sum = 0,
            lowest = int.MaxValue,
            highest = 0,
            lastSum = 0,
            lastPlaces = 0;
        var disqualified = false;
        int? last = null,
            secondLast = null;
        foreach (var performance in form.Performances)
        {
            var of = performance.Discipline.Family();
            if (of != family && of != DisciplineFamily.Unknown && family != DisciplineFamily.Unknown)
                continue;
            var place = performance.CountedPlace;
            if (runs == 0)
                last = place;
            else if (runs == 1)
                secondLast = place;
            disqualified |= performance.IsDisqualified;
            if (place is { } counted)
            {
                places++;
                sum += counted;
                (lowest, highest) = (Math.Min(lowest, counted), Math.Max(highest, counted));
                firstThree += counted <= 3 ? 1 : 0;
                near += counted is 4 or 5 ? 1 : 0;
                if (runs < 3)
                    (lastSum, lastPlaces) = (lastSum + counted, lastPlaces + 1);
            }
            if (++runs == performances)
                break;
        }
        return runs == 0
            ? null
            : new FormFigures
            {
                Runs = runs,
                FirstThree = firstThree,
                FourthOrFifth = near,
                MeanPlace = places == 0 ? 10 : (double)sum / places,
                Spread = places < 2 ? 0 : highest - lowest,
                AnyDisqualified = disqualified,
                Last = last,
                SecondLast = secondLast,
                MeanOfLastThree = lastPlaces == 0 ? null : (double)lastSum / lastPlaces,
            };
    }
}
