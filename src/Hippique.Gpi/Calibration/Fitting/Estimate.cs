namespace Hippique.Gpi.Calibration.Fitting;

/// <summary>One fitted number, for people to read.</summary>
/// <param name="Group">What it belongs to: <c>exponent pmu_national flat</c>.</param>
/// <param name="Name">Which of it: <c>k</c>, <c>second a</c>.</param>
/// <param name="Value">The estimate.</param>
/// <param name="StandardError">Null if it was not estimated on its own.</param>
/// <param name="Count">Races, runners or dividends behind it.</param>
public sealed record Estimate(string Group, string Name, double Value, double? StandardError, int Count);
