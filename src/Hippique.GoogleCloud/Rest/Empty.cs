namespace Hippique.GoogleCloud.Rest;

/// <summary>The answer of methods that have nothing to say (<c>google.protobuf.Empty</c>).</summary>
public sealed record Empty;
