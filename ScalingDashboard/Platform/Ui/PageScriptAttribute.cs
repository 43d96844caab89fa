namespace ScalingDashboard.Platform.Ui;

/// <summary>The script that starts a page in place of the shell's, for a page that finds its own way back after a lost connection.</summary>
/// <param name="file">Its name below <c>wwwroot</c>.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class PageScriptAttribute(string file) : Attribute
{
    public string File { get; } = file;
}
