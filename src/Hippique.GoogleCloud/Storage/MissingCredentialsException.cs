using System.Diagnostics.CodeAnalysis;

namespace Hippique.GoogleCloud.Storage;

/// <summary>This machine has no Application Default Credentials.</summary>
[SuppressMessage("Design", "CA1032", Justification = "Never without a reason.")]
internal sealed class MissingCredentialsException(Exception inner) : Exception(inner.Message, inner);
