namespace Hippique.Racing;

/// <summary>
/// One operator's pool of stakes. No pool pays another's dividend: the price of a ticket comes from the pool in which it is bought.
/// </summary>
public enum Pool
{
    /// <summary>ZEturf (<c>zeturf</c>).</summary>
    ZEturf,

    /// <summary>PMU's internet pool (<c>pmu_internet</c>; as an operator: <c>pmu</c>).</summary>
    PmuInternet,

    /// <summary>PMU's national pool, sold at the counters (<c>pmu_national</c>).</summary>
    PmuNational,

    /// <summary>Genybet (<c>genybet</c>).</summary>
    Genybet,

    /// <summary>
    /// The pool that PMU shares with operators of other countries on races of theirs (<c>pmu_international</c>): bets whose name ends in <c>_INTERNATIONAL</c>. Evidence only: none of
    /// the <c>OPERATORS</c> sells it.
    /// </summary>
    PmuInternational,
}

/// <summary>Codes of <see cref="Pool"/>.</summary>
public static class PoolText
{
    public static string Code(this Pool pool) =>
        pool switch
        {
            Pool.ZEturf => "zeturf",
            Pool.PmuInternet => "pmu_internet",
            Pool.PmuNational => "pmu_national",
            Pool.Genybet => "genybet",
            Pool.PmuInternational => "pmu_international",
            _ => throw new ArgumentOutOfRangeException(nameof(pool), pool, null),
        };

    /// <summary>Accepts the codes and, for PMU's internet pool, the operator's name <c>pmu</c>.</summary>
    public static ParseResult<Pool> Parse(string? text) =>
        text?.Trim().ToLowerInvariant() switch
        {
            "zeturf" => ParseResult<Pool>.Ok(Pool.ZEturf),
            "pmu" or "pmu_internet" => ParseResult<Pool>.Ok(Pool.PmuInternet),
            "pmu_national" => ParseResult<Pool>.Ok(Pool.PmuNational),
            "genybet" => ParseResult<Pool>.Ok(Pool.Genybet),
            "pmu_international" => ParseResult<Pool>.Ok(Pool.PmuInternational),
            _ => ParseResult<Pool>.Fail(
                $"'{Quoted.Short(text ?? "")}' is no operator; expected zeturf, pmu, pmu_internet, pmu_national, genybet or pmu_international"
            ),
        };

    /// <summary>The same of a pool in which somebody can bet: not the common one.</summary>
    public static ParseResult<Pool> ParseSold(string? text) =>
        Parse(text) is { IsOk: true, Value: not Pool.PmuInternational } sold
            ? sold
            : ParseResult<Pool>.Fail(
                $"'{Quoted.Short(text ?? "")}' is no operator; expected zeturf, pmu, pmu_internet, pmu_national or genybet"
            );
}
