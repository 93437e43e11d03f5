using System.CommandLine;
using Hippique.Hosting;

namespace Hippique.Commands;

/// <summary>The options of <c>evaluate --pools</c>.</summary>
internal sealed class PoolsOptions
{
    public Option<bool> Pools { get; } = new("--pools") { Description = Texts.Get("evaluate_pools") };
    private readonly Option<DateOnly?> _from = DateOption.Create("evaluate_from", "--from");
    private readonly Option<DateOnly?> _to = DateOption.Create("evaluate_to", "--to");
    private readonly Option<string?> _data = new("--data") { Description = Texts.Get("evaluate_data") };
    private readonly Option<string?> _discipline = new("--discipline") { Description = Texts.Get("evaluate_discipline") };

    public IReadOnlyList<Option> All => [Pools, _from, _to, _data, _discipline];

    public PoolsOrder Order(ParseResult parsed, string[] files, string[] dividends, string? model) =>
        new()
        {
            Files = files,
            Dividends = dividends,
            Model = model,
            From = parsed.GetValue(_from),
            To = parsed.GetValue(_to),
            Data = parsed.GetValue(_data),
            Discipline = parsed.GetValue(_discipline),
        };
}

/// <summary>What <c>evaluate --pools</c> was asked.</summary>
internal sealed record PoolsOrder
{
    public required IReadOnlyList<string> Files { get; init; }
    public required IReadOnlyList<string> Dividends { get; init; }
    public required string? Model { get; init; }
    public required DateOnly? From { get; init; }
    public required DateOnly? To { get; init; }
    public required string? Data { get; init; }
    public required string? Discipline { get; init; }

    /// <summary>The program's own days are read too: they were asked for, or there is nothing else.</summary>
    public bool HasRecordings => From is not null || To is not null || Data is not null || Files.Count == 0;
}
